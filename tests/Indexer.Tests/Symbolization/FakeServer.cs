using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace KB.Indexer.Tests.Symbolization;

/// <summary>A web server on this machine that answers everything in one way and remembers what it was asked.</summary>
internal sealed class FakeServer : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly ConcurrentQueue<string> _asked = new();
    private readonly Task _work;

    public FakeServer(Action<HttpListenerResponse> answer)
    {
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            Address = new Uri($"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/");
        }

        _listener.Prefixes.Add(Address.ToString());
        _listener.Start();
        _work = Task.Run(() => Serve(answer));
    }

    public Uri Address { get; }

    public IReadOnlyCollection<string> Asked => _asked;

    public void Dispose()
    {
        _listener.Close();
        _work.Wait();
    }

    private async Task Serve(Action<HttpListenerResponse> answer)
    {
        try
        {
            while (await _listener.GetContextAsync() is { } context)
            {
                _asked.Enqueue(context.Request.Url!.AbsolutePath);
                try
                {
                    answer(context.Response);
                    context.Response.Close();
                }
                catch (Exception error) when (error is HttpListenerException or IOException)
                {
                    // The client hung up: some tests are about that.
                }
            }
        }
        catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
        {
            // Closed.
        }
    }
}
