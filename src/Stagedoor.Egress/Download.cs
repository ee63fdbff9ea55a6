namespace Stagedoor.Egress;

/// <summary>A body on its way in. Reading throws <see cref="EgressException"/> when it grows too large, pauses too long or breaks.</summary>
public sealed class Download : IAsyncDisposable
{
    private readonly HttpResponseMessage response;

    internal Download(HttpResponseMessage response, Uri from, Stream content) => (this.response, From, Content) = (response, from, content);

    /// <summary>The last address, after redirects.</summary>
    public Uri From { get; }

    public Stream Content { get; }

    /// <summary>What the other side said of the length; null when it said nothing.</summary>
    public long? Length => response.Content.Headers.ContentLength;

    /// <summary>What the other side said of the kind: a foreign text.</summary>
    public string? MediaType => response.Content.Headers.ContentType?.MediaType;

    public async ValueTask DisposeAsync()
    {
        await Content.DisposeAsync();
        response.Dispose();
    }
}
