using KB.Symbolizer;

namespace KB.Indexer.Symbolization;

/// <summary>Fetches images by build id from the servers in DEBUGINFOD_URLS and keeps them in a folder.</summary>
/// <remarks>
/// Source: debuginfod(8): <c>GET /buildid/HEX/debuginfo</c>. A server that does not answer, or has no such image, is passed over. No host is
/// asked but those named: redirects are not followed, and a text can only choose the hex digits.
/// </remarks>
internal sealed class Debuginfod(IReadOnlyList<Uri> servers, string folder, long maxBytes = Debuginfod.MaxBytes)
{
    /// <summary>A vmlinux has some hundred MB; a server that sends more than this is broken.</summary>
    private const long MaxBytes = 4L << 30;

    /// <summary>For the whole of an image.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>The servers in a list separated by spaces, as DEBUGINFOD_URLS has it; null when it names none that speaks HTTP.</summary>
    public static Debuginfod? Of(string? names, string folder)
    {
        var servers = (names ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(name => Uri.TryCreate(name, UriKind.Absolute, out Uri? uri) && uri.Scheme is "http" or "https" ? new Uri(name.TrimEnd('/')) : null)
            .OfType<Uri>().ToList();
        return servers.Count == 0 ? null : new Debuginfod(servers, folder);
    }

    /// <summary>Build ids that no server had: they are not asked for twice, since each may take all of <see cref="Patience"/>.</summary>
    private readonly HashSet<BuildId> _missing = [];

    /// <summary>Path of the image with that build id; null when no server has it.</summary>
    public string? Find(BuildId id)
    {
        string path = Path.Combine(folder, id.Hex + ".debug");
        if (File.Exists(path) || (!_missing.Contains(id) && servers.Any(server => Fetch(server, id, path).GetAwaiter().GetResult())))
        {
            return path;
        }

        _missing.Add(id);
        return null;
    }

    private async Task<bool> Fetch(Uri server, BuildId id, string path)
    {
        string part = $"{path}.{Environment.ProcessId}.part";
        try
        {
            Directory.CreateDirectory(folder);
            using var patience = new CancellationTokenSource(Patience);
            using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = Patience };
            using HttpResponseMessage response = await client.GetAsync(new Uri($"{server.AbsoluteUri.TrimEnd('/')}/buildid/{id.Hex}/debuginfo"),
                HttpCompletionOption.ResponseHeadersRead, patience.Token).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode || response.Content.Headers.ContentLength > maxBytes)
            {
                return false;
            }

            using (Stream body = await response.Content.ReadAsStreamAsync(patience.Token).ConfigureAwait(false))
            using (FileStream file = File.Create(part))
            {
                await Copy(body, file, patience.Token).ConfigureAwait(false);
            }

            File.Move(part, path, overwrite: true);
            return true;
        }
        catch (Exception error) when (error is HttpRequestException or IOException or OperationCanceledException or UnauthorizedAccessException)
        {
            File.Delete(part);
            return false;
        }
    }

    private async Task Copy(Stream body, FileStream file, CancellationToken patience)
    {
        var buffer = new byte[1 << 16];
        for (int count = await body.ReadAsync(buffer, patience).ConfigureAwait(false); count > 0; count = await body.ReadAsync(buffer, patience).ConfigureAwait(false))
        {
            if (file.Position + count > maxBytes)
            {
                throw new IOException($"an image of more than {maxBytes} bytes");
            }

            await file.WriteAsync(buffer.AsMemory(0, count), patience).ConfigureAwait(false);
        }
    }
}
