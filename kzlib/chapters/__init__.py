"""What the notebooks show: for each chapter its opening sentences, chart, tables and limits, as HTML."""
