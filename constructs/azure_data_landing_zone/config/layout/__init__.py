"""What follows from a configuration: names, ids, ranges, grants and assignments."""
