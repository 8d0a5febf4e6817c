"""Our pages and orders beside stock Oscar's, a bare Django view and bare rows, alternating in one run. Only the ratios
mean anything.

`make bench` builds a stock Oscar shop in an environment of its own (kept in STATE_DIR), gives both the same goods on
the same PostgreSQL (DATABASE_URL's, else one from a wheel), and serves each with one process of four threads.

    make bench                          # 1,000 and 10,000 products; about 20 minutes, most of them stock Oscar's
    QUICK=1 make bench                  # 1,000 products, one short round: four minutes
    BENCH_PRODUCTS=1000,100000 BENCH_ROUNDS=5 make bench
    BENCH_ONLY=orders make bench        # placing and whole checkouts alone; or BENCH_ONLY=pages
"""
