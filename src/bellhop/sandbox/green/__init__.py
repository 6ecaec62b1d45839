"""The stand-in Green API: paths, bodies and refusals as the vendor documents them."""
