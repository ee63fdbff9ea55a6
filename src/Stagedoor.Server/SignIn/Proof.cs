using System.Collections.Immutable;
using Stagedoor.Server.Sessions;

namespace Stagedoor.Server.SignIn;

/// <summary>What a person proved at a sign-in: its authentication context class, and the methods by RFC 8176 §2.</summary>
public sealed record Proof(string Acr, ImmutableArray<string> Amr)
{
    public const string Pwd = "pwd", Otp = "otp", Mfa = "mfa";

    public static readonly Proof Password = new(AuthenticationContext.One, [Pwd]);

    /// <summary>A passkey alone: the key, and its owner verified by the authenticator.</summary>
    public static Proof Passkey(Factors.Passkey passkey) => new(AuthenticationContext.Two, [.. Key(passkey), Mfa]);

    /// <summary>A passkey after something else.</summary>
    public static ImmutableArray<string> Key(Factors.Passkey passkey) =>
        // A key that may be copied to other devices is bound to no hardware.
        [passkey.IsBackupEligible ? "swk" : "hwk", "user"];

    /// <summary>The same and another factor.</summary>
    public static Proof Both(IEnumerable<string> first, IEnumerable<string> second) => new(AuthenticationContext.Two, [.. first.Concat(second).Append(Mfa).Distinct(StringComparer.Ordinal)]);
}
