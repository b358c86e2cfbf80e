"""The addresses of convening."""

urlpatterns: list = []
