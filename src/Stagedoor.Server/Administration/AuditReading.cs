using Stagedoor.Server.Audit;
using Stagedoor.Server.Audit.Index;
using Stagedoor.Server.Users;

namespace Stagedoor.Server.Administration;

/// <summary>What is asked of an organization's audit; null asks for all.</summary>
public sealed record AuditQuestion
{
    /// <summary>A person's or service account user's id, or a person's e-mail address.</summary>
    public string? Who { get; init; }
    public string? Act { get; init; }
    public string? Target { get; init; }
    public string? Credential { get; init; }

    /// <summary>A result, or <see cref="AuditSearch.Refused"/> for every one that is not <c>allowed</c>.</summary>
    public string? Result { get; init; }
    public DateTimeOffset? Since { get; init; }
    public DateTimeOffset? Before { get; init; }

    /// <summary>As a text, for cursors: equal questions are equal texts.</summary>
    public override string ToString() => string.Join('\u001f', Who, Act, Target, Credential, Result, Since?.ToUnixTimeMilliseconds(), Before?.ToUnixTimeMilliseconds());
}

/// <summary>One entry with the names of now; what it called them stays in it.</summary>
public sealed record AuditLine(AuditHit Hit, AuditName? Actor, AuditName? OnBehalfOf, AuditName? Credential, AuditName? Target);

/// <summary>A page of the audit. <paramref name="Follow"/> asks for what comes after it; <paramref name="Lag"/> is how old the oldest entry is that cannot be found yet.</summary>
public sealed record AuditPage(IReadOnlyList<AuditLine> Lines, string? Next, string Follow, TimeSpan Lag);

/// <summary>The audit of an organization, for its system administrators: searched, followed, exported, and proven. Searching leaves no trace; taking it away does.</summary>
public sealed class AuditReading(IAuditIndex index, AuditExport export, AuditExportTurns turns, AuditCheck check, IPersonStore persons, IOrganizationPeople people, Cursors cursors, ActRecord record, TimeProvider time)
{
    public const int PageSize = 50, MostPerPage = 100;

    private const int Longest = 256;

    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(30);

    /// <summary>Newest first from <paramref name="after"/> on; or, oldest first, what came after <paramref name="following"/>.</summary>
    public async ValueTask<Outcome<AuditPage>> SearchAsync(Administrator administrator, AuditQuestion question, string? after, string? following, int size, CancellationToken cancellation)
    {
        if (Permissions.Judge(Act.ReadAudit, administrator) is { } refused) return refused;
        var list = $"audit {question}";
        if (cursors.Read(administrator, list, after, out var place) is { } wrong) return wrong;
        if (cursors.Read(administrator, list + " follow", following, out var last) is { } wrongToo) return wrongToo with { Field = "following" };
        if ((await UnderstandAsync(administrator, question, cancellation)).Failed(out var unclear, out var search)) return unclear;
        var hits = await index.SearchAsync(search with { Older = last is null ? NumberOf(place) : null, Newer = NumberOf(last), Count = size }, cancellation);
        var names = await index.NamesAsync(administrator.OrganizationId, hits.Items.SelectMany(hit => AuditExport.Named(hit.Entry)), cancellation);
        // Of an empty list everything is yet to come.
        var newest = hits.Items.Length == 0 ? NumberOf(last) ?? 0 : hits.Items.Max(hit => hit.Number);
        return new AuditPage(
            [.. hits.Items.Select(hit => new AuditLine(hit, NameOf(hit.Entry.ActorId), NameOf(hit.Entry.OnBehalfOfId), NameOf(hit.Entry.ClientId), NameOf(hit.Entry.TargetId)))],
            hits.HasMore && last is null ? cursors.Write(administrator, list, PlaceOf(hits.Items[^1].Number)) : null,
            cursors.Write(administrator, list + " follow", PlaceOf(newest)),
            await index.LagAsync(time.GetUtcNow(), cancellation));

        AuditName? NameOf(string? id) => id is null ? null : names.GetValueOrDefault(id);
    }

    /// <summary>What writes the export of all that the question finds; it has its turn until it was written, and must be. Recorded before the first line leaves.</summary>
    public async Task<Outcome<AuditDownload>> ExportAsync(Administrator administrator, AuditQuestion question, AuditFormat format, CancellationToken cancellation)
    {
        if (Permissions.Judge(Act.ExportAudit, administrator) is { } refused) return refused;
        if ((await UnderstandAsync(administrator, question, cancellation)).Failed(out var unclear, out var search)) return unclear;
        if (await turns.TakeAsync(administrator.OrganizationId, cancellation) is not { } turn) return Objection.Busy("exports_under_way", "Other exports of this organization are under way: try again when they have ended.", Wait);
        try
        {
            await record.OfAsync(administrator, AuditAct.AuditExported, administrator.OrganizationId, format == AuditFormat.Csv ? "csv" : "jsonl");
        }
        catch
        {
            turn.Dispose();
            throw;
        }

        return new AuditDownload(format, WriteAsync);

        async Task WriteAsync(Stream output, CancellationToken stop)
        {
            using (turn) await export.WriteAsync(search, format, output, stop);
        }
    }

    /// <summary>Begins a check of all chains, where none is under way.</summary>
    public async Task<Outcome<LastCheck>> CheckAsync(Administrator administrator, CancellationToken cancellation)
    {
        if (Permissions.Judge(Act.VerifyAudit, administrator) is { } refused) return refused;
        if (await check.BeginAsync(cancellation)) await record.OfAsync(administrator, AuditAct.AuditVerified, administrator.OrganizationId);
        return new LastCheck(await check.FindAsync(cancellation));
    }

    /// <summary>How the last check stands.</summary>
    public async ValueTask<Outcome<LastCheck>> LastCheckAsync(Administrator administrator, CancellationToken cancellation)
    {
        if (Permissions.Judge(Act.ReadAudit, administrator) is { } refused) return refused;
        return new LastCheck(await check.FindAsync(cancellation));
    }

    private async ValueTask<Outcome<AuditSearch>> UnderstandAsync(Administrator administrator, AuditQuestion question, CancellationToken cancellation)
    {
        foreach (var (field, text) in new[] { ("who", question.Who), ("act", question.Act), ("target", question.Target), ("credential", question.Credential), ("result", question.Result) })
        {
            if (text?.Length > Longest) return Objection.Invalid(field, "too_long", $"At most {Longest} characters.", Longest);
        }

        return new AuditSearch
        {
            OrganizationId = administrator.OrganizationId,
            ActorId = question.Who is { } who ? await IdOfAsync(administrator, who.Trim(), cancellation) : null,
            Act = question.Act?.Trim(),
            TargetId = question.Target?.Trim(),
            ClientId = question.Credential?.Trim(),
            Result = question.Result?.Trim(),
            Since = question.Since,
            Before = question.Before,
        };
    }

    // Whoever has no account is found nowhere, as is who did nothing here. Of who has left, the address is theirs: they are found by their id (decision 0030).
    private async ValueTask<string> IdOfAsync(Administrator administrator, string who, CancellationToken cancellation)
    {
        var isAddress = who.Contains('@', StringComparison.Ordinal) && who.Contains('.', StringComparison.Ordinal) && !who.EndsWith("@techacct.adobe.com", StringComparison.OrdinalIgnoreCase);
        if (!isAddress || await persons.FindByEmailAsync(who, cancellation) is not { } person) return who;
        return await people.FindAsync(administrator.OrganizationId, person.Id, cancellation) is { IsActive: false } ? who : person.Id;
    }

    private static long? NumberOf(Place? place) => place is null ? null : long.Parse(place.Value, System.Globalization.CultureInfo.InvariantCulture);

    private static Place PlaceOf(long number) => new(Number.Text(number), "");
}

/// <summary>The last check of the chains; nothing where there was none yet.</summary>
public sealed record LastCheck(AuditCheckState? State);

/// <summary>An export that is ready to be written.</summary>
public sealed record AuditDownload(AuditFormat Format, Func<Stream, CancellationToken, Task> WriteAsync);
