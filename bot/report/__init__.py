"""What people read, before any platform's markup: neutral messages, summaries, explanations."""
