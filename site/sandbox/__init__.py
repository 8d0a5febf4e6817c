"""The demo's bank: a company of its own. It knows nothing of the house but what is on record of a client."""
