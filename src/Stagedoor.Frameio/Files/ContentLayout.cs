namespace Stagedoor.Frameio.Files;

/// <summary>
/// How a content is cut: parts of one size, the last one holding the rest. Whoever divides the size by the number of addresses cuts in the same places as who reads each part's size.
/// </summary>
public sealed record ContentLayout(Guid Id, long Size, long PartSize, int Parts)
{
    /// <summary>What one content may hold (frameio-openapi.json: up to 5 TB).</summary>
    public const long Largest = 5_000_000_000_000;

    private const int MostParts = 1000;

    /// <param name="id">The content.</param>
    /// <param name="size">From 1 to <see cref="Largest"/>.</param>
    /// <param name="usualPart">The size of a part where that makes few enough of them.</param>
    public static ContentLayout Of(Guid id, long size, long usualPart)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, Largest);
        var parts = Math.Clamp((size + usualPart - 1) / usualPart, 1, MostParts);
        var part = (size + parts - 1) / parts;
        return new(id, size, part, (int)((size + part - 1) / part));
    }

    /// <param name="part">From 1 on.</param>
    public long SizeOf(int part) => part < Parts ? PartSize : Size - (PartSize * (Parts - 1));
}
