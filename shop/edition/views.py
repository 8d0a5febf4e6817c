class ForEverybody:
    """Mixed into a view whose page is the same for all visitors, but for its personal fragments and form tokens."""

    is_for_everybody = True
