using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Stagedoor.Server.Endpoints.Discovery;

/// <summary>Discovery, RFC 8414 §3, OIDC Discovery §4, ims.md §1.1: what the slices say of themselves, written out.</summary>
internal sealed class DiscoverySlice : ISlice
{
    private const int MaxAge = 300;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGetOnly("/ims/.well-known/openid-configuration", Origins.Everyone, context => Answer(context, metadata => metadata.Ims));
        routes.MapGetOnly("/.well-known/openid-configuration", Origins.Everyone, context => Answer(context, metadata => metadata.Standard));
        routes.MapGetOnly("/.well-known/oauth-authorization-server", Origins.Everyone, context => Answer(context, metadata => metadata.Standard));
    }

    private static Task<IResult> Answer(HttpContext context, Func<ServerMetadata, IReadOnlyDictionary<string, object>> dialect) =>
        Task.FromResult<IResult>(JsonAnswer.Of(writer => Write(writer, dialect(context.RequestServices.GetRequiredService<ServerMetadata>())), MaxAge));

    private static void Write(Utf8JsonWriter writer, IReadOnlyDictionary<string, object> members)
    {
        writer.WriteStartObject();
        foreach (var (name, value) in members)
        {
            switch (value)
            {
                case string text: writer.WriteString(name, text); break;
                case bool truth: writer.WriteBoolean(name, truth); break;
                case IEnumerable<string> list:
                    writer.WriteStartArray(name);
                    foreach (var item in list) writer.WriteStringValue(item);
                    writer.WriteEndArray();
                    break;
                default: throw new InvalidOperationException($"discovery has texts, booleans and lists of texts only, not {name}");
            }
        }

        writer.WriteEndObject();
    }
}
