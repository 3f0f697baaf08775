"""SRX 2.0, the exchange format for segmentation rules: applied, read and written."""
