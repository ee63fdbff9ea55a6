using System.Collections.Immutable;
using System.Net.Http.Headers;
using System.Text;
using Stagedoor.Protocol.Wire;

namespace Stagedoor.Client.Authentication.Tokens;

// One client id with its secrets: none for a public one, two while they are rotated. Remembers which of them the issuer takes.
internal sealed class Credential(string clientId, params ReadOnlySpan<string?> secrets)
{
    private readonly ImmutableArray<Secret> secrets = [.. NotEmpty(secrets)];
    private volatile int working;

    public string ClientId { get; } = clientId;

    public bool HasSecret => !secrets.IsEmpty;

    public int Secrets => secrets.Length;

    public int Working
    {
        get => working;
        set => working = value;
    }

    public IEnumerable<string> Revealed => secrets.Select(secret => secret.Reveal());

    public string SecretAt(int index) => secrets[index % secrets.Length].Reveal();

    /// <summary>RFC 6749 §2.3.1: form-urlencoded before base64.</summary>
    public AuthenticationHeaderValue Basic(int index) => new("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes($"{Uri.EscapeDataString(ClientId)}:{Uri.EscapeDataString(SecretAt(index))}")));

    public override string ToString() => ClientId;

    private static List<Secret> NotEmpty(ReadOnlySpan<string?> values)
    {
        var found = new List<Secret>(values.Length);
        foreach (var value in values)
        {
            if (!string.IsNullOrWhiteSpace(value)) found.Add(new(value));
        }

        return found;
    }
}
