using System.Text.Json.Serialization;

namespace Stagedoor.Server.Mail;

/// <summary>A mail before it is written: whom to, what about, and what its texts name. Drawn in the recipient's language when it is sent.</summary>
public sealed record MailMessage
{
    public required MailKind Kind { get; init; }

    /// <summary>
    /// The address. Null for a mail to nobody, which costs what any mail costs and is thrown away: so that a page answers alike whether or not there is somebody to write to (attack F1).
    /// </summary>
    public required string? Recipient { get; init; }

    /// <summary>How the person is greeted; cleaned when drawn.</summary>
    public string? Name { get; init; }

    /// <summary>A language tag; one that we have no texts in is answered in English.</summary>
    public string? Language { get; init; }

    /// <summary>The person whom it is about, for the audit.</summary>
    public string? PersonId { get; init; }

    /// <summary>What it is about, as <see cref="MailKind"/> says: a name that somebody chose, cleaned when drawn.</summary>
    public string? About { get; init; }

    /// <summary>When it happened.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>From which network address it was done.</summary>
    public string? Address { get; init; }

    /// <summary>With which browser, as it called itself.</summary>
    public string? UserAgent { get; init; }

    /// <summary>Where its link leads: a path on the issuer, never another place.</summary>
    public string? Link { get; init; }

    /// <summary>Where the person undoes what happened: a path on the issuer.</summary>
    public string? UndoLink { get; init; }

    /// <summary>When its link dies: later nobody is served by it.</summary>
    public DateTimeOffset? UsefulUntil { get; init; }

    /// <summary>Names, addresses and links are no text for a log.</summary>
    public override string ToString() => $"{Kind} (redacted)";
}

/// <summary>JSON of queued mails, without reflection.</summary>
[JsonSerializable(typeof(MailMessage))]
internal sealed partial class MailJson : JsonSerializerContext;
