using System.Net;
using System.Net.Sockets;

namespace SocialConnect.Testing;

/// <summary>A line to the database server that a test can cut and mend, as if PostgreSQL were stopped and started.</summary>
public sealed class DatabaseLine(string host, int port) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly List<Socket> _open = [];
    private Socket? _listener;

    /// <summary>Where to connect instead of to the server; the same after a mend.</summary>
    public IPEndPoint Address { get; private set; } = new(IPAddress.Loopback, 0);

    /// <summary>Listens, from now on or again.</summary>
    public void Mend()
    {
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        listener.Bind(Address);
        listener.Listen();
        Address = (IPEndPoint)listener.LocalEndPoint!;
        lock (_gate)
        {
            _listener = listener;
        }

        _ = AcceptAsync(listener);
    }

    /// <summary>Ends all connections and refuses new ones.</summary>
    public void Cut()
    {
        lock (_gate)
        {
            _listener?.Dispose();
            _listener = null;
            _open.ForEach(socket => socket.Dispose());
            _open.Clear();
        }
    }

    public ValueTask DisposeAsync()
    {
        Cut();
        return ValueTask.CompletedTask;
    }

    private async Task AcceptAsync(Socket listener)
    {
        try
        {
            while (true)
            {
                var near = await listener.AcceptAsync();
                var far = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await far.ConnectAsync(host, port);
                Keep(near, far);
                _ = CopyAsync(near, far);
                _ = CopyAsync(far, near);
            }
        }
        catch (Exception cut) when (cut is SocketException or ObjectDisposedException)
        {
            // The line was cut.
        }
    }

    private void Keep(Socket near, Socket far)
    {
        lock (_gate)
        {
            _open.Add(near);
            _open.Add(far);
            if (_listener is null)
            {
                near.Dispose();
                far.Dispose();
            }
        }
    }

    private static async Task CopyAsync(Socket from, Socket to)
    {
        try
        {
            await using var source = new NetworkStream(from, ownsSocket: true);
            await using var target = new NetworkStream(to, ownsSocket: true);
            await source.CopyToAsync(target);
        }
        catch (Exception cut) when (cut is IOException or ObjectDisposedException)
        {
            // One side hung up, or the line was cut: both sockets are closed by now.
        }
    }
}
