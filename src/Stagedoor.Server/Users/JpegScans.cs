namespace Stagedoor.Server.Users;

/// <summary>What a JPEG file says of its own cost, ITU-T T.81 §B: a progressive one is decoded whole in memory, and once for each of its scans.</summary>
internal static class JpegScans
{
    // Cameras write one, progressive encoders ten; an embedded preview adds a few.
    private const int Most = 64;

    private const byte Marker = 0xFF, StartOfScan = 0xDA, Baseline = 0xC0, Extended = 0xC1;

    /// <summary>False when a small file would keep a decoder busy with many scans.</summary>
    public static bool AreFew(ReadOnlySpan<byte> file)
    {
        var scans = 0;
        for (var rest = file; rest.IndexOf([Marker, StartOfScan]) is >= 0 and var at; rest = rest[(at + 2)..])
        {
            if (++scans > Most) return false;
        }

        return true;
    }

    /// <summary>Whether one scan holds the whole picture, so that a decoder keeps a few rows of it only: read from the segments before that scan.</summary>
    public static bool IsOne(ReadOnlySpan<byte> file)
    {
        var components = -1;
        for (var at = 2; at + 10 <= file.Length && file[at] == Marker;)
        {
            var kind = file[at + 1];
            if (kind is Baseline or Extended) components = file[at + 9];
            if (kind == StartOfScan) return file[at + 4] == components;
            at += 2 + ((file[at + 2] << 8) | file[at + 3]);
        }

        return false;
    }
}
