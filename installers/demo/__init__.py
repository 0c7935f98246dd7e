"""The whole product on one machine, on loopback, with samples: what `./dev run` starts."""
