"""What a chat member may ask, answered once for every platform."""
