using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Stagedoor.Server.Audit.Index;

/// <summary>How an export is written.</summary>
public enum AuditFormat
{
    /// <summary>RFC 4180, in UTF-8 with a mark so that spreadsheets read it; a cell that a spreadsheet would take for a formula begins with an apostrophe (attack G1).</summary>
    Csv,

    /// <summary>One JSON object a line.</summary>
    JsonLines,
}

/// <summary>Writes what was found, newest first, a batch at a time: memory does not grow with what is exported.</summary>
public sealed class AuditExport(IAuditIndex index)
{
    /// <summary>How long one export may take.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    private const int MostNames = 10_000;

    private static readonly SearchValues<char> Special = SearchValues.Create(",;\t\"\r\n");

    private static readonly string[] columns =
        ["time", "act", "result", "actor_id", "actor_name", "actor_kind", "for_id", "for_name", "credential_id", "credential_name", "target_id", "target_name", "detail", "named", "address", "count", "request_id", "node", "sequence"];

    private static readonly JsonWriterOptions readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes all that the search finds; the number of entries. Who reads too slowly gets a part: what is cut off ends with an exception, so that nobody takes it for the whole.</summary>
    public async Task<long> WriteAsync(AuditSearch search, AuditFormat format, Stream output, CancellationToken cancellation)
    {
        using var deadline = new CancellationTokenSource(Longest, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        return await WriteAllAsync(search, format, output, either.Token);
    }

    private async Task<long> WriteAllAsync(AuditSearch search, AuditFormat format, Stream output, CancellationToken cancellation)
    {
        var names = new Dictionary<string, AuditName?>(StringComparer.Ordinal);
        var buffer = new ArrayBufferWriter<byte>(64 * 1024);
        if (format == AuditFormat.Csv)
        {
            buffer.Write(Encoding.UTF8.Preamble);
            WriteLine(buffer, columns);
        }

        for (var (total, older) = (0L, search.Older); ;)
        {
            var page = await index.SearchAsync(search with { Older = older, Newer = null, Count = AuditSearch.MostAtOnce }, cancellation);
            await LearnAsync(search.OrganizationId, page, names, cancellation);
            foreach (var hit in page.Items)
            {
                var cells = Cells(hit, names);
                if (format == AuditFormat.Csv) WriteLine(buffer, cells);
                else WriteObject(buffer, cells);
            }

            await output.WriteAsync(buffer.WrittenMemory, cancellation);
            await output.FlushAsync(cancellation);
            buffer.ResetWrittenCount();
            total += page.Items.Length;
            if (!page.HasMore) return total;
            older = page.Items[^1].Number;
        }
    }

    /// <summary>
    /// A cell that no spreadsheet takes for a formula, and that keeps its commas, quotes and lines to itself. Where a spreadsheet separates by something else (a semicolon in half of Europe, a tab), a cell
    /// falls apart into several, and each part is guarded as a cell.
    /// </summary>
    public static string Cell(string text)
    {
        text = Guard(text);
        return text.AsSpan().ContainsAny(Special) ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }

    private static string Guard(string text)
    {
        var guarded = new StringBuilder(text.Length + 4);
        for (var i = 0; i < text.Length; i++)
        {
            if ((i == 0 || text[i - 1] is ';' or '\t' or '\r' or '\n') && (IsFormula(text.AsSpan(i)) || (i == 0 && text[i] is '\t' or '\r' or '\n'))) guarded.Append('\'');
            guarded.Append(text[i]);
        }

        return guarded.ToString();
    }

    // Spaces are cut off by some, and quotes open a cell in another: neither makes a formula of something else.
    private static bool IsFormula(ReadOnlySpan<char> text) => text.TrimStart(" \"\u00a0") is [('=' or '+' or '-' or '@' or '\uff1d' or '\uff0b' or '\uff0d' or '\uff20'), ..];

    private async Task LearnAsync(string organizationId, AuditHits page, Dictionary<string, AuditName?> names, CancellationToken cancellation)
    {
        if (names.Count > MostNames) names.Clear();
        var unknown = page.Items.SelectMany(hit => Named(hit.Entry)).Where(id => !names.ContainsKey(id)).Distinct(StringComparer.Ordinal).ToList();
        if (unknown.Count == 0) return;
        var found = await index.NamesAsync(organizationId, unknown, cancellation);
        foreach (var id in unknown) names[id] = found.GetValueOrDefault(id);
    }

    /// <summary>The ids in an entry that may have names.</summary>
    public static IEnumerable<string> Named(AuditEntry entry) => new[] { entry.ActorId, entry.OnBehalfOfId, entry.ClientId, entry.TargetId }.OfType<string>();

    private static string?[] Cells(AuditHit hit, Dictionary<string, AuditName?> names)
    {
        var entry = hit.Entry;
        return
        [
            entry.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture), entry.Act, entry.Result, entry.ActorId, NameOf(entry.ActorId)?.Name, KindOf(NameOf(entry.ActorId)), entry.OnBehalfOfId,
            NameOf(entry.OnBehalfOfId)?.Name, entry.ClientId, NameOf(entry.ClientId)?.Name, entry.TargetId, NameOf(entry.TargetId)?.Name, entry.Detail, hit.Named, hit.Address,
            entry.Count.ToString(CultureInfo.InvariantCulture), entry.RequestId, hit.Node, hit.Sequence.ToString(CultureInfo.InvariantCulture),
        ];

        AuditName? NameOf(string? id) => id is null ? null : names.GetValueOrDefault(id);
    }

    private static string? KindOf(AuditName? name) => name?.Kind switch { AuditNameKind.Person => "person", AuditNameKind.ServiceAccount => "service_account", AuditNameKind.Credential => "credential", AuditNameKind.ProductProfile => "product_profile", _ => null };

    private static void WriteLine(ArrayBufferWriter<byte> buffer, IEnumerable<string?> cells) => buffer.Write(Encoding.UTF8.GetBytes(string.Join(',', cells.Select(cell => Cell(cell ?? ""))) + "\r\n"));

    private static void WriteObject(ArrayBufferWriter<byte> buffer, string?[] cells)
    {
        using (var writer = new Utf8JsonWriter(buffer, readable))
        {
            writer.WriteStartObject();
            for (var i = 0; i < columns.Length; i++)
            {
                if (cells[i] is not { } cell) continue;
                if (columns[i] is "count" or "sequence") writer.WriteNumber(columns[i], long.Parse(cell, CultureInfo.InvariantCulture));
                else writer.WriteString(columns[i], cell);
            }

            writer.WriteEndObject();
        }

        buffer.Write("\n"u8);
    }
}
