"""How people come in: signing up and in by e-mail, one-time links, and taking one's data away."""
