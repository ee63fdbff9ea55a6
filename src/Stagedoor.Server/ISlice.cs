using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Stagedoor.Server;

/// <summary>One endpoint or step: adds its services, maps its routes, and says of itself what discovery assembles.</summary>
public interface ISlice
{
    static virtual void Add(IServiceCollection services)
    {
    }

    static abstract void Map(IEndpointRouteBuilder routes);

    static virtual void Describe(ServerMetadata metadata)
    {
    }
}

/// <summary>What discovery says, RFC 8414 §2 and OIDC Discovery §3; filled by the slices, so that it cannot lie. Values are texts, booleans and lists of texts.</summary>
public sealed class ServerMetadata(string issuer)
{
    private readonly SortedDictionary<string, object> ims = new(StringComparer.Ordinal) { ["issuer"] = issuer };
    private readonly SortedDictionary<string, object> standard = new(StringComparer.Ordinal) { ["issuer"] = issuer };

    public string Issuer { get; } = issuer;

    public IReadOnlyDictionary<string, object> Ims => ims;

    public IReadOnlyDictionary<string, object> Standard => standard;

    /// <summary>An endpoint's paths; null where a dialect has none.</summary>
    public void Endpoint(string name, string? imsPath, string? standardPath)
    {
        if (imsPath is not null) ims[name] = Issuer + imsPath;
        if (standardPath is not null) standard[name] = Issuer + standardPath;
    }

    /// <summary>A value in both dialects' documents.</summary>
    public void Both(string name, object value)
    {
        ims[name] = value;
        standard[name] = value;
    }

    public void OnlyStandard(string name, object value) => standard[name] = value;

    public void OnlyIms(string name, object value) => ims[name] = value;
}
