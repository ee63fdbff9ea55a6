using System.Globalization;

namespace Stagedoor.Server.Sessions;

/// <summary>One sign-in of a person, or one that was refused. Written together with its audit entry, which the node and the number name.</summary>
public sealed record SignInRecord
{
    public required SignInCursor Place { get; init; }

    /// <summary>The audit's name of the act, such as <c>signin.succeeded</c>.</summary>
    public required string Act { get; init; }

    /// <summary><c>allowed</c> or an error code.</summary>
    public required string Result { get; init; }
    public string? Detail { get; init; }

    /// <summary>The application that the person was on the way to.</summary>
    public string? ClientId { get; init; }
    public string? Sid { get; init; }
    public string? Address { get; init; }
    public string? UserAgent { get; init; }
    public DateTimeOffset At => Place.At;
}

/// <summary>A place in the history; newer ones come first.</summary>
public sealed record SignInCursor(DateTimeOffset At, string Node, long Sequence)
{
    /// <summary>As it stands in a page's address.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{At.ToUnixTimeMilliseconds()}-{Sequence}-{Node}");

    /// <summary>Null when it is none.</summary>
    public static SignInCursor? Read(string? text) =>
        text is { Length: > 4 and <= 100 } && text.Split('-', 3) is [var at, var sequence, { Length: > 0 } node]
        && long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) && milliseconds <= 253_402_300_799_999
        && long.TryParse(sequence, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? new(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds), node, number) : null;
}

/// <summary>The port to the history of sign-ins: the last year's, newest first.</summary>
public interface ISignInHistory
{
    ValueTask<IReadOnlyList<SignInRecord>> OfPersonAsync(string personId, SignInCursor? before, int count, CancellationToken cancellation);
}
