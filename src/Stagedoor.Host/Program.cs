using System.Globalization;

// Text is written the same way wherever the server runs; what people read comes from resources.
CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
CultureInfo.CurrentUICulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture;
return await Stagedoor.Host.CommandLine.RunAsync(args);
