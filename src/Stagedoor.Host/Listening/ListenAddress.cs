using System.Net;

namespace Stagedoor.Host.Listening;

/// <summary>One address to listen on.</summary>
public sealed record ListenAddress(bool Https, string Host, IPEndPoint EndPoint)
{
    public bool IsLoopback => IPAddress.IsLoopback(EndPoint.Address);

    /// <summary>As a client writes it, without the scheme's own port.</summary>
    public string Url => $"{Scheme}://{Host}{(EndPoint.Port == (Https ? 443 : 80) ? "" : $":{EndPoint.Port}")}";

    private string Scheme => Https ? "https" : "http";

    public static IReadOnlyList<ListenAddress> ParseAll(string urls)
    {
        var all = urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Parse).ToList();
        return all.Count > 0 ? all : throw new StartRefusedException("The setting Stagedoor:Urls is empty: give an address such as http://localhost:5180.");
    }

    private static ListenAddress Parse(string url)
    {
        var any = url.Replace("://*", "://0.0.0.0", StringComparison.Ordinal).Replace("://+", "://0.0.0.0", StringComparison.Ordinal);
        if (!Uri.TryCreate(any, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.PathAndQuery != "/" || uri.UserInfo.Length > 0 || uri.Fragment.Length > 0) throw Refused(url);
        var address = uri.Host == "localhost" ? IPAddress.Loopback : IPAddress.TryParse(uri.Host.Trim('[', ']'), out var ip) ? ip : throw Refused(url);
        return new(uri.Scheme == "https", uri.Host, new(any != url ? IPAddress.IPv6Any : address, uri.Port));
    }

    private static StartRefusedException Refused(string url) =>
        new($"\"{url}\" is no address to listen on: write http:// or https://, an IP address, localhost or *, and a port, such as http://localhost:5180.");
}
