using System.Collections.Immutable;
using Stagedoor.Server.Sessions;

namespace Stagedoor.Server.SignIn;

/// <summary>What a person proved at a sign-in: its authentication context class, and the methods by RFC 8176 §2.</summary>
public sealed record Proof(string Acr, ImmutableArray<string> Amr)
{
    public static readonly Proof Password = new(AuthenticationContext.One, ["pwd"]);
}
