using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Stagedoor.Client.Authentication;

/// <summary>Reads options from a section of the configuration, by hand: no reflection, and a key that nobody knows is an error rather than a typing mistake that nobody sees.</summary>
internal static class Settings
{
    /// <summary>Reads every key; those that are not the options' own are handed to <paramref name="more"/>, which says whether it knows them.</summary>
    public static void Read(ConfidentialOptions options, IConfiguration section, Func<string, string, bool>? more = null)
    {
        foreach (var child in section.GetChildren())
        {
            if (IsList(child.Key, options) is { } list) foreach (var item in Items(child)) list.Add(item);
            else if (!TrySet(options, child.Key, child.Value ?? "") && more?.Invoke(child.Key, child.Value ?? "") != true) throw new ArgumentException($"The setting {child.Path} is not known.");
        }
    }

    private static System.Collections.ObjectModel.Collection<string>? IsList(string key, AuthenticationOptions options) => key.ToUpperInvariant() switch
    {
        "SCOPES" => options.Scopes,
        "RESOURCES" => options.Resources,
        _ => null,
    };

    // A list, or one text with commas or spaces, as environment variables have it.
    private static IEnumerable<string> Items(IConfigurationSection section) =>
        section.Value is { } text ? text.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries) : section.GetChildren().Select(item => item.Value ?? "");

    private static bool TrySet(ConfidentialOptions options, string key, string value)
    {
        switch (key.ToUpperInvariant())
        {
            case "AUTHORITY": options.Authority = value; break;
            case "DIALECT": options.Dialect = Enum.TryParse<Dialect>(value, ignoreCase: true, out var dialect) && Enum.IsDefined(dialect) ? dialect : throw new ArgumentException($"The setting Dialect is neither Ims nor Standard: {value}."); break;
            case "APIADDRESS": options.ApiAddress = value; break;
            case "CLIENTID": options.ClientId = value; break;
            case "CLIENTSECRET": options.ClientSecret = value; break;
            case "OTHERCLIENTSECRET": options.OtherClientSecret = value; break;
            case "IDENTITY": options.Identity = value; break;
            case "IDTOKENISSUER": options.IdTokenIssuer = value; break;
            case "RENEWAHEAD": options.RenewAhead = Time(key, value); break;
            case "REQUESTTIMEOUT": options.RequestTimeout = Time(key, value); break;
            case "LONGESTWAIT": options.LongestWait = Time(key, value); break;
            case "ORGANIZATIONID" when options is ServerToServerOptions server: server.OrganizationId = value; break;
            case "REDIRECTURI" when options is WebAppOptions web: web.RedirectUri = value; break;
            default: return false;
        }

        return true;
    }

    private static TimeSpan Time(string key, string value) => TimeSpan.TryParse(value, CultureInfo.InvariantCulture, out var time) ? time : throw new ArgumentException($"The setting {key} is no time such as 00:05:00: {value}.");
}
