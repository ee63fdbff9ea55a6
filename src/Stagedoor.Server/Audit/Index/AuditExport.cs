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
    private const int MostNames = 10_000;

    // Each reads much: who comes while so many are written waits.
    private static readonly SemaphoreSlim turns = new(4, 4);

    private static readonly string[] columns =
        ["time", "act", "result", "actor_id", "actor_name", "actor_kind", "for_id", "for_name", "credential_id", "credential_name", "target_id", "target_name", "detail", "named", "address", "count", "request_id", "node", "sequence"];

    private static readonly JsonWriterOptions readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes all that the search finds; the number of entries.</summary>
    public async Task<long> WriteAsync(AuditSearch search, AuditFormat format, Stream output, CancellationToken cancellation)
    {
        await turns.WaitAsync(cancellation);
        try
        {
            return await WriteAllAsync(search, format, output, cancellation);
        }
        finally
        {
            turns.Release();
        }
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

    /// <summary>A cell that no spreadsheet takes for a formula, and that keeps its commas, quotes and lines to itself.</summary>
    public static string Cell(string text)
    {
        if (text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '\uff1d' or '\uff0b' or '\uff0d' or '\uff20') text = "'" + text;
        return text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }

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

    private static string? KindOf(AuditName? name) => name?.Kind switch { AuditNameKind.Person => "person", AuditNameKind.ServiceAccount => "service_account", AuditNameKind.Credential => "credential", _ => null };

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
