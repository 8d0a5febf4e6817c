"""Our pages beside a bare Django view on the same server, alternating in one run. Only the ratios mean anything."""
