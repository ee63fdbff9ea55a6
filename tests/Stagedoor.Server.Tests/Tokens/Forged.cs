using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;
using Stagedoor.Protocol.Jose;
using Stagedoor.Server.Keys;

namespace Stagedoor.Server.Tests.Tokens;

/// <summary>Tokens that were taken apart and put together again.</summary>
internal static class Forged
{
    public static (JsonObject Header, JsonObject Payload) Parts(string token)
    {
        var jwt = CompactJwt.Parse(token)!;
        return (JsonNode.Parse(jwt.Header.GetRawText())!.AsObject(), JsonNode.Parse(jwt.Payload.GetRawText())!.AsObject());
    }

    /// <summary>Changed, and signed again with the server's own key: only the changed thing can be what it is refused for.</summary>
    public static string Resigned(Node node, string token, Action<JsonObject, JsonObject> change)
    {
        var (header, payload) = Parts(token);
        change(header, payload);
        return Signed(node, header.ToJsonString(), payload.ToJsonString());
    }

    public static string Signed(Node node, string header, string payload, string algorithm = "ES256")
    {
        var input = Input(header, payload);
        return $"{input}.{Base64Url.EncodeToString(node.Get<KeyRing>().Signer(algorithm).Sign(Encoding.ASCII.GetBytes(input)))}";
    }

    public static string Input(string header, string payload) => $"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(header))}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(payload))}";
}
