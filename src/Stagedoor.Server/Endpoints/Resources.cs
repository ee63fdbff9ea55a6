using System.Collections.Immutable;
using Stagedoor.Protocol.OAuth;
using Stagedoor.Protocol.Wire;
using Stagedoor.Server.Clients;

namespace Stagedoor.Server.Endpoints;

/// <summary>Resource indicators, RFC 8707 §2: those that are registered for the credential and, where <c>options</c> are given, the audiences that every token may have (design §5).</summary>
internal sealed record Resources(ImmutableArray<string> Values)
{
    private const int Most = 5;

    public static Result<Resources> Check(Client client, Parameters parameters, StagedoorOptions? options = null)
    {
        var asked = parameters.All("resource").Distinct(StringComparer.Ordinal).ToImmutableArray();
        var usual = options is null ? [] : new[] { options.Issuer, options.FrameioAudience };
        if (asked.Length > Most || asked.Any(resource => !usual.Contains(resource) && !client.Settings.Resources.Contains(resource, StringComparer.Ordinal))) return ProtocolError.InvalidTarget("a resource is not registered for this credential");
        return new Resources(asked);
    }
}
