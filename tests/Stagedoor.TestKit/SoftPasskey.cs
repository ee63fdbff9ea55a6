using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Stagedoor.TestKit;

/// <summary>An authenticator in software, written from WebAuthn §6 alone: it answers as it is told to, wrongly too.</summary>
public sealed class SoftPasskey : IDisposable
{
    private readonly ECDsa key;

    public SoftPasskey() => key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    private SoftPasskey(ECDsa key) => this.key = key;

    public byte[] Id { get; init; } = RandomNumberGenerator.GetBytes(32);

    public required string Origin { get; init; }

    public string RelyingParty { get; init; } = "localhost";

    public uint Counter { get; set; }

    /// <summary>UP, UV: present and verified.</summary>
    public byte Flags { get; init; } = 0x05;

    /// <summary>The person, as the creation options named it.</summary>
    public byte[] User { get; private set; } = [];

    /// <summary>Answers creation options, §6.3.2, with an attestation of format none.</summary>
    public string Make(string options, Func<byte[], byte[]>? change = null)
    {
        var asked = JsonNode.Parse(options)!;
        User = Base64Url.DecodeFromChars((string)asked["user"]!["id"]!);
        var point = key.ExportParameters(false).Q;
        byte[] cose = [0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20, .. point.X!, 0x22, 0x58, 0x20, .. point.Y!];
        byte[] data = [.. Data((byte)(Flags | 0x40)), .. new byte[16], (byte)(Id.Length >> 8), (byte)Id.Length, .. Id, .. cose];
        byte[] attestation = [0xa3, 0x63, .. "fmt"u8, 0x64, .. "none"u8, 0x67, .. "attStmt"u8, 0xa0, 0x68, .. "authData"u8, 0x58, (byte)data.Length, .. data];
        return Answer(new JsonObject
        {
            ["clientDataJSON"] = Base64Url.EncodeToString(Client("webauthn.create", asked)),
            ["attestationObject"] = Base64Url.EncodeToString(change?.Invoke(attestation) ?? attestation),
            ["transports"] = new JsonArray("internal"),
        });
    }

    /// <summary>Answers request options, §6.3.3.</summary>
    public string Prove(string options, string type = "webauthn.get", byte[]? user = null, Func<byte[], byte[]>? change = null)
    {
        var data = Data(Flags);
        var client = Client(type, JsonNode.Parse(options)!);
        var signature = key.SignData([.. data, .. SHA256.HashData(client)], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        return Answer(new JsonObject
        {
            ["clientDataJSON"] = Base64Url.EncodeToString(client),
            ["authenticatorData"] = Base64Url.EncodeToString(change?.Invoke(data) ?? data),
            ["signature"] = Base64Url.EncodeToString(signature),
            ["userHandle"] = Base64Url.EncodeToString(user ?? User),
        });
    }

    /// <summary>The same key, used elsewhere or otherwise.</summary>
    public SoftPasskey With(string origin, string relyingParty, byte flags) => new(key) { Id = Id, Origin = origin, RelyingParty = relyingParty, Flags = flags, Counter = Counter, User = User };

    public void Dispose() => key.Dispose();

    private byte[] Data(byte flags)
    {
        var counter = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(counter, Counter);
        return [.. SHA256.HashData(Encoding.UTF8.GetBytes(RelyingParty)), flags, .. counter];
    }

    private byte[] Client(string type, JsonNode asked) =>
        Encoding.UTF8.GetBytes(new JsonObject { ["type"] = type, ["challenge"] = (string)asked["challenge"]!, ["origin"] = Origin, ["crossOrigin"] = false }.ToJsonString());

    private string Answer(JsonObject response) => new JsonObject
    {
        ["id"] = Base64Url.EncodeToString(Id),
        ["rawId"] = Base64Url.EncodeToString(Id),
        ["type"] = "public-key",
        ["clientExtensionResults"] = new JsonObject(),
        ["response"] = response,
    }.ToJsonString();
}
