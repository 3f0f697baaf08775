"""Tables as reports: workbooks and delimited text, in which some columns are text and all others stay."""
