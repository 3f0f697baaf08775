"""What comes back from people in another format than PO: each file is read into units, by segment id."""
