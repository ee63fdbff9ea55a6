using System.Security.Cryptography;
using System.Text;
using Stagedoor.Server.Keys;
using Stagedoor.Server.Users;

namespace Stagedoor.Server.Seeds;

/// <summary>Ids of what a seed leaves without one: the same each time in one installation, others in another, and never to be guessed.</summary>
public sealed class SeedIds(MasterKey master)
{
    private readonly byte[] key = master.Derive("seed-ids");

    public string Of(SeedOrganization organization) => organization.Id ?? Hex24("organization", organization.Name) + "@AdobeOrg";

    public Guid AccountOf(SeedOrganization organization) => organization.Account?.Id ?? Uuid("account", Of(organization));

    public string Of(SeedPerson person) => person.Id ?? Hex24("person", Person.EmailKey(person.Email)) + "@AdobeID";

    public string Of(SeedOrganization organization, SeedProductProfile profile) => profile.Id ?? Uuid("profile", Of(organization), profile.Name).ToString();

    public string Of(SeedOrganization organization, SeedProject project) => project.Id ?? Uuid("project", Of(organization), project.Name).ToString();

    public string Of(SeedOrganization organization, SeedProject project, SeedCredential credential) =>
        credential.ClientId ?? Convert.ToHexStringLower(Bytes("credential", Of(organization, project), credential.Name).AsSpan(0, 16));

    public string ServiceAccountOf(string clientId, SeedServiceAccount? account) => account?.Id ?? Hex24("service-account", clientId) + "@techacct.adobe.com";

    public Guid Uuid(params ReadOnlySpan<string> names)
    {
        var bytes = Bytes(names).AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0f) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return new(bytes, bigEndian: true);
    }

    private string Hex24(params ReadOnlySpan<string> names) => Convert.ToHexString(Bytes(names).AsSpan(0, 12));

    private byte[] Bytes(params ReadOnlySpan<string> names) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(string.Join('\0', names)));
}
