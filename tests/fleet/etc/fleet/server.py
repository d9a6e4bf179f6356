# SPDX-License-Identifier: GPL-2.0
"""A server with the backlog that socketserver has by default."""
import _socket

listener = _socket.socket()
listener.setsockopt(_socket.SOL_SOCKET, _socket.SO_REUSEADDR, 1)
listener.bind(("10.1.0.1", 8000))
listener.listen(5)
while True:
    fd, _ = listener._accept()
    client = _socket.socket(fileno=fd)
    client.recv(4096)
    client.send(b"HTTP/1.0 200 OK\r\nContent-Length: 7\r\n\r\nserved\n")
    client.close()
