def house(request):
    """What the frame of every page shows."""
    return {}
