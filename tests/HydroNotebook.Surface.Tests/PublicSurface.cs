using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace HydroNotebook.Surface.Tests;

/// <summary>Writes down what a library promises: every public type and member, one line each, in alphabetical order.</summary>
internal static class PublicSurface
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static string Of(Assembly library)
    {
        var text = new StringBuilder();
        foreach (Type type in library.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            text.Append(Head(type)).Append('\n');
            foreach (string member in Members(type).Order(StringComparer.Ordinal))
            {
                text.Append("    ").Append(member).Append('\n');
            }
        }

        return text.ToString();
    }

    private static string Head(Type type)
    {
        string kind = type.IsEnum ? "enum"
            : typeof(Delegate).IsAssignableFrom(type) ? "delegate"
            : type.IsInterface ? "interface"
            : type.IsValueType ? "struct"
            : type is { IsAbstract: true, IsSealed: true } ? "static class"
            : (type.IsAbstract ? "abstract " : type.IsSealed ? "sealed " : "") + (IsRecord(type) ? "record" : "class");
        string[] bases = [.. new[] { type.BaseType }.Where(parent => parent is not null && !IsTrivial(parent)).Select(parent => Name(parent!)),
            .. type.GetInterfaces().Where(IsOwnPromise).Select(Name).Order(StringComparer.Ordinal)];
        return $"{kind} {type.Namespace}.{Name(type)}{(bases.Length == 0 || type.IsEnum ? "" : " : " + string.Join(", ", bases))}";
    }

    private static bool IsOwnPromise(Type contract) =>
        contract.IsPublic && contract.Namespace?.StartsWith("HydroNotebook", StringComparison.Ordinal) == true;

    private static bool IsTrivial(Type type) =>
        type == typeof(object) || type == typeof(ValueType) || type == typeof(Enum) || type == typeof(MulticastDelegate);

    private static bool IsRecord(Type type) => type.GetMethod("<Clone>$") is not null;

    private static IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum)
        {
            return Enum.GetNames(type).Select(name =>
                $"{name} = {Convert.ToInt64(Enum.Parse(type, name), CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture)}");
        }

        if (typeof(Delegate).IsAssignableFrom(type))
        {
            return [Signature(type.GetMethod("Invoke")!)];
        }

        return type.GetMembers(Declared).Where(member => IsPromised(member)).Select(Describe).OfType<string>();
    }

    private static bool IsPromised(MemberInfo member) => member switch
    {
        MethodBase method => (method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly)
            && (!method.IsSpecialName || method is ConstructorInfo || method.Name.StartsWith("op_", StringComparison.Ordinal))
            && method.GetCustomAttribute<CompilerGeneratedAttribute>() is null
            && !(method.DeclaringType!.BaseType == typeof(object) && method is { Name: "Finalize" }),
        PropertyInfo property => property.GetAccessors(nonPublic: true).Any(accessor => accessor.IsPublic || accessor.IsFamily)
            && property.Name != "EqualityContract",
        FieldInfo field => field.IsPublic || field.IsFamily,
        EventInfo => true,
        _ => false,
    };

    private static string? Describe(MemberInfo member) => member switch
    {
        ConstructorInfo { IsStatic: true } => null,
        ConstructorInfo constructor => $"new({Parameters(constructor)})",
        MethodInfo method => Signature(method),
        PropertyInfo property =>
            $"{Static(property.GetAccessors(nonPublic: true)[0])}{Name(property.PropertyType)} {property.Name}{Index(property)} {{ {Accessors(property)} }}",
        FieldInfo field => $"{(field.IsLiteral ? "const " : field.IsStatic ? "static " : "")}{Name(field.FieldType)} {field.Name}",
        EventInfo happening => $"event {Name(happening.EventHandlerType!)} {happening.Name}",
        _ => null,
    };

    private static string Signature(MethodInfo method) =>
        $"{Static(method)}{Name(method.ReturnType)} {method.Name}{Generic(method)}({Parameters(method)})";

    private static string Static(MethodBase method) => method.IsStatic ? "static " : "";

    private static string Generic(MethodInfo method) =>
        method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(Name))}>" : "";

    private static string Index(PropertyInfo property) =>
        property.GetIndexParameters() is { Length: > 0 } index ? $"[{string.Join(", ", index.Select(Parameter))}]" : "";

    private static string Accessors(PropertyInfo property)
    {
        var parts = new List<string>();
        if (property.GetMethod is { IsPublic: true })
        {
            parts.Add("get;");
        }

        if (property.SetMethod is { IsPublic: true } setter)
        {
            parts.Add(setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? "init;" : "set;");
        }

        return string.Join(' ', parts);
    }

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(Parameter));

    private static string Parameter(ParameterInfo parameter)
    {
        string way = parameter.IsOut ? "out " : parameter.ParameterType.IsByRef ? "ref " : parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params " : "";
        string otherwise = !parameter.HasDefaultValue ? "" : " = " + parameter.RawDefaultValue switch
        {
            null => parameter.ParameterType.IsValueType ? "default" : "null",
            string text => $"\"{text}\"",
            bool flag => flag ? "true" : "false",
            IFormattable value => value.ToString(null, CultureInfo.InvariantCulture),
            object value => value.ToString(),
        };
        return $"{way}{Name(parameter.ParameterType)} {parameter.Name}{otherwise}";
    }

    private static string Name(Type type)
    {
        if (type.IsByRef)
        {
            return Name(type.GetElementType()!);
        }

        if (type.IsArray)
        {
            return $"{Name(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]";
        }

        if (Nullable.GetUnderlyingType(type) is Type inner)
        {
            return Name(inner) + "?";
        }

        string name = type.IsNested && !type.IsGenericParameter ? $"{Name(type.DeclaringType!)}.{type.Name}" : type.Name;
        if (!type.IsGenericType)
        {
            return Keyword(type) ?? name;
        }

        int tick = name.LastIndexOf('`');
        return tick < 0 ? name : $"{name[..tick]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>";
    }

    private static string? Keyword(Type type) => type.FullName switch
    {
        "System.Boolean" => "bool",
        "System.Byte" => "byte",
        "System.Int32" => "int",
        "System.Int64" => "long",
        "System.UInt32" => "uint",
        "System.UInt64" => "ulong",
        "System.Single" => "float",
        "System.Double" => "double",
        "System.String" => "string",
        "System.Object" => "object",
        "System.Void" => "void",
        _ => null,
    };
}
