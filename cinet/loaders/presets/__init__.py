"""What vendors call their columns, tags and codes, as data: a renamed column is mended here, in one line."""
