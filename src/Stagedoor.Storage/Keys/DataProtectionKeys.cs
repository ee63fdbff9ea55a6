using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Stagedoor.Server.Keys;

namespace Stagedoor.Storage.Keys;

/// <summary>Data-protection keys in the database, sealed with the master key, so that every node opens what another protected.</summary>
public static class DataProtectionKeys
{
    public static IDataProtectionBuilder AddStagedoorDataProtection(this IServiceCollection services)
    {
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider => new ConfigureOptions<KeyManagementOptions>(options =>
        {
            options.XmlRepository = new KeyRepository(provider.GetRequiredService<Database>());
            options.XmlEncryptor = new KeySealer(provider.GetRequiredService<MasterKey>());
        }));
        return services.AddDataProtection().SetApplicationName("stagedoor");
    }
}

/// <summary>The table of keys. Read and written a few times in the life of a process.</summary>
internal sealed class KeyRepository(Database database) : IXmlRepository
{
    private const string All = "SELECT xml FROM data_protection_keys ORDER BY name LIMIT 1000";
    private const string Add = "INSERT INTO data_protection_keys (name, xml) VALUES (@name, @xml) ON CONFLICT (name) DO UPDATE SET xml = excluded.xml";

    // The framework's interface is synchronous.
    public IReadOnlyCollection<XElement> GetAllElements() =>
        database.ReadAsync(link => link.AllAsync(All, row => XElement.Parse(row.Text(0))), CancellationToken.None).AsTask().GetAwaiter().GetResult();

    public void StoreElement(XElement element, string friendlyName)
    {
        var xml = element.ToString(SaveOptions.DisableFormatting);
        database.WriteAsync(link => link.ChangesAsync(Add, ("name", friendlyName), ("xml", xml)), CancellationToken.None).GetAwaiter().GetResult();
    }
}

/// <summary>Seals a key with the master key.</summary>
internal sealed class KeySealer(MasterKey master) : IXmlEncryptor
{
    public const string Purpose = "data-protection";

    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var value = master.Seal(Purpose, Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting)));
        return new(new XElement("sealed", Convert.ToBase64String(value)), typeof(KeyOpener));
    }
}

/// <summary>Opens what <see cref="KeySealer"/> sealed. Made by the framework from its name in the stored key.</summary>
internal sealed class KeyOpener(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement)
    {
        var plain = services.GetRequiredService<MasterKey>().Open(KeySealer.Purpose, Convert.FromBase64String(encryptedElement.Value))
            ?? throw new InvalidOperationException("a data-protection key was sealed with another master key");
        return XElement.Parse(Encoding.UTF8.GetString(plain));
    }
}
