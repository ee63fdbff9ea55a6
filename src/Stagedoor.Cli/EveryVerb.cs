using System.CommandLine;

namespace Stagedoor.Cli;

/// <summary>The options that every verb takes.</summary>
internal sealed class EveryVerb
{
    public Option<string?> Profile { get; } = new("--profile") { Recursive = true, HelpName = "NAME", Description = "The profile: an issuer, a credential and who is signed in. Without it STAGEDOOR_PROFILE, then the default one." };

    public Option<bool> Json { get; } = new("--json") { Recursive = true, Description = "Answer in JSON, errors too." };
}
