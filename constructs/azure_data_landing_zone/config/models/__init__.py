"""What may be written: typed, frozen models of a landing zone and its products."""
