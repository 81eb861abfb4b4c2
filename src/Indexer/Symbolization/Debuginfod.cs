using KB.Symbolizer;

namespace KB.Indexer.Symbolization;

/// <summary>Fetches images by build id from the servers in DEBUGINFOD_URLS and keeps them in a folder.</summary>
/// <remarks>Source: debuginfod(8): <c>GET /buildid/HEX/debuginfo</c>. A server that does not answer, or has no such image, is passed over.</remarks>
internal sealed class Debuginfod(IReadOnlyList<Uri> servers, string folder)
{
    /// <summary>A vmlinux has some hundred MB; a server that sends more than this is broken.</summary>
    private const long MaxBytes = 4L << 30;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>The servers that the environment names, separated by spaces; null when it names none.</summary>
    public static Debuginfod? FromEnvironment(string folder)
    {
        string[] names = (Environment.GetEnvironmentVariable("DEBUGINFOD_URLS") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var servers = names.Select(name => Uri.TryCreate(name, UriKind.Absolute, out Uri? uri) && uri.Scheme is "http" or "https" ? new Uri(name.TrimEnd('/')) : null)
            .OfType<Uri>().ToList();
        return servers.Count == 0 ? null : new Debuginfod(servers, folder);
    }

    /// <summary>Path of the image with that build id; null when no server has it.</summary>
    public string? Find(BuildId id)
    {
        string path = Path.Combine(folder, id.Hex + ".debug");
        return File.Exists(path) || servers.Any(server => Fetch(server, id, path)) ? path : null;
    }

    private bool Fetch(Uri server, BuildId id, string path)
    {
        string part = $"{path}.{Environment.ProcessId}.part";
        try
        {
            Directory.CreateDirectory(folder);
            using var client = new HttpClient { Timeout = Patience };
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"{server.AbsoluteUri.TrimEnd('/')}/buildid/{id.Hex}/debuginfo"));
            using HttpResponseMessage response = client.Send(request, HttpCompletionOption.ResponseHeadersRead);
            if (!response.IsSuccessStatusCode || response.Content.Headers.ContentLength > MaxBytes)
            {
                return false;
            }

            using (Stream body = response.Content.ReadAsStream())
            using (FileStream file = File.Create(part))
            {
                Copy(body, file);
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

    private static void Copy(Stream body, FileStream file)
    {
        var buffer = new byte[1 << 16];
        long total = 0;
        for (int count = body.Read(buffer); count > 0; count = body.Read(buffer))
        {
            total += count;
            if (total > MaxBytes)
            {
                throw new IOException("an image of more than 4 GB");
            }

            file.Write(buffer, 0, count);
        }
    }
}
