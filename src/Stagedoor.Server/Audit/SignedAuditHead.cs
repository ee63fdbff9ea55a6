using System.Buffers.Text;
using System.Globalization;

namespace Stagedoor.Server.Audit;

/// <summary>The end of a node's chain at a moment, signed by <see cref="AuditSeal"/>. Written where the database is not, so that truncation and roll-back show (design §9).</summary>
public sealed record SignedAuditHead(string Node, long Sequence, ReadOnlyMemory<byte> Mac, DateTimeOffset At, ReadOnlyMemory<byte> Signature)
{
    /// <summary>What a head begins with in <c>audit-head</c> and in a log.</summary>
    public const string Marker = "stagedoor-audit-head";

    public AuditHead Head => new(Node, Sequence, Mac);

    /// <summary>One line: the marker, node, number, time in ms, MAC, signature.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Marker} {Node} {Sequence} {At.ToUnixTimeMilliseconds()} {Base64Url.EncodeToString(Mac.Span)} {Base64Url.EncodeToString(Signature.Span)}");

    /// <summary>The head in a line of <c>audit-head</c> or of a log, whatever stands around it; null when there is none.</summary>
    public static SignedAuditHead? FindIn(string line)
    {
        var start = line.IndexOf(Marker + " ", StringComparison.Ordinal);
        if (start < 0) return null;
        var words = line[start..].Split([' ', '"', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries);
        if (words is not [_, var node, var sequence, var at, var mac, var signature, ..]) return null;
        if (!long.TryParse(sequence, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || !long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)) return null;
        if (milliseconds > DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()) return null;
        return Decode(mac) is { } macBytes && Decode(signature) is { } signatureBytes ? new(node, number, macBytes, DateTimeOffset.FromUnixTimeMilliseconds(milliseconds), signatureBytes) : null;
    }

    private static byte[]? Decode(string text)
    {
        if (text.Length != 43 || !Base64Url.IsValid(text)) return null;
        return Base64Url.DecodeFromChars(text);
    }
}
