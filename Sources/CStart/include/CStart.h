// Nothing to call: what start.c does happens before main.
