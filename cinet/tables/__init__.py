"""Tables: their contracts, the door that checks them, and the queries on them."""
