namespace Stagedoor.Server.Factors;

/// <summary>What a person has beside the password, and whether an organization of theirs demands it.</summary>
public sealed record PersonFactors
{
    public required int Passkeys { get; init; }
    public required bool Authenticator { get; init; }

    /// <summary>Recovery codes that are left.</summary>
    public required int RecoveryCodes { get; init; }

    /// <summary>A password is set; without one a passkey is the only way in.</summary>
    public bool HasPassword { get; init; } = true;

    /// <summary>An organization of the person demands a second factor.</summary>
    public required bool Required { get; init; }

    /// <summary>A password alone does not open a session. Recovery codes stand in for a factor, and are none by themselves.</summary>
    public bool HasSecond => Authenticator || Passkeys > 0;

    /// <summary>An organization demands what the person does not have: no session of one factor opens anything to an application, whenever it began.</summary>
    public bool IsMissing => Required && !HasSecond;
}

/// <summary>What came of removing a factor.</summary>
public enum FactorRemoval
{
    Removed,

    /// <summary>There is none such.</summary>
    Unknown,

    /// <summary>It is the last one, and an organization demands one.</summary>
    Required,

    /// <summary>It is the last passkey of a person without a password.</summary>
    OnlyWayIn,
}

/// <summary>The port to what a person has altogether.</summary>
public interface IPersonFactors
{
    ValueTask<PersonFactors> OfAsync(string personId, CancellationToken cancellation);

    /// <summary>
    /// Removes every factor, recovery codes and remembered devices included, whoever demands them: for a recovery. The person enrols anew at the next sign-in where that is demanded. In the same transaction
    /// everything that was open ends, unless <paramref name="keepsSessions"/>.
    /// </summary>
    Task RemoveAllAsync(string personId, bool keepsSessions, DateTimeOffset now, CancellationToken cancellation);
}
